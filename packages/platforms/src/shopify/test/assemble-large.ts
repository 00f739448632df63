/*
 * Run by memory.process.test.ts in a process with little memory: writes a flat result whose children lie
 * as far from their parents as they can, puts it together, and prints what came out.
 */
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { assemble } from '../reassembly/assemble.ts';
import { ORDER_SHAPE } from '../reassembly/shape.ts';

const [, , folder = '.', count = '1000'] = process.argv;
const orders = Number(count);
const path = join(folder, 'large.jsonl');
const padding = '티셔츠 size M '.repeat(125);
const gid = (type: string, id: number): string => `gid:\\/\\/shopify\\/${type}\\/${id}`;
const child = (kind: string, type: string, id: number, parent: string): string =>
  `{"__typename":"${kind}","id":"${gid(type, id)}","note":"${padding}","__parentId":"${parent}"}\n`;

const makers = [
  (id: number) => child('ProductSale', 'Sale', id, gid('SalesAgreement', id)),
  (id: number) => child('LineItem', 'LineItem', id, gid('Order', id)),
  (id: number) => child('OrderAgreement', 'SalesAgreement', id, gid('Order', id)),
  (id: number) => `{"__typename":"Order","id":"${gid('Order', id)}","note":"${padding}"}\n`,
];
const out = createWriteStream(path);
for (const make of makers) {
  for (let id = 1; id <= orders; id += 500) {
    let text = '';
    for (let at = id; at < id + 500 && at <= orders; at += 1) text += make(at);
    if (!out.write(text)) await once(out, 'drain');
  }
}
out.end();
await once(out, 'finish');

let whole = 0;
const size = statSync(path).size;
const options = { shape: ORDER_SHAPE, scratchDir: join(folder, 'scratch'), size, batch: 1000 };
for await (const batch of assemble(createReadStream(path, { highWaterMark: 1 << 20 }), options)) {
  for (const object of batch) {
    const order = JSON.parse(object.toString('utf8')) as {
      lineItems: unknown[];
      agreements: { sales: unknown[] }[];
    };
    if (order.lineItems.length === 1 && order.agreements[0]?.sales.length === 1) whole += 1;
  }
}
process.stdout.write(JSON.stringify({ size, whole, peak: process.resourceUsage().maxRSS * 1024 }));
