import { notFound } from 'next/navigation';
import { askShops } from '../../../../api/visitor.ts';

/** Decides whether the shop exists before anything is streamed, so that a stranger's shop answers 404. */
export default async function ShopLayout({ children, params }: LayoutProps<'/shops/[shopId]'>) {
  const [{ shopId }, shops] = await Promise.all([params, askShops()]);
  if (shops.ok && !shops.data.some(({ id }) => id === shopId)) notFound();
  return children;
}
