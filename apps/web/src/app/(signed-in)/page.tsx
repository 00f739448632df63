import { redirect } from 'next/navigation';
import { askShops } from '../../api/visitor.ts';
import { Welcome } from '../../shops/welcome.tsx';
import { requireSignIn } from '../../session/require-sign-in.ts';
import { defaultShop } from '../../shell/shop-link.ts';

export default async function StartPage() {
  const shops = await requireSignIn(await askShops());
  const shop = shops.ok ? defaultShop(shops.data) : undefined;
  if (shop) redirect(`/shops/${shop.id}`);
  return <Welcome />;
}
