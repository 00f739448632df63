'use client';

import { Combobox, UnstyledButton, useCombobox } from '@mantine/core';
import { IconCheck, IconSelector } from '@tabler/icons-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { FreshnessDot } from '../feedback/freshness-dot.tsx';
import { useKnown } from '../i18n/use-known.ts';
import type { ShopLink } from '../shell/shop-link.ts';
import classes from './shop-select.module.css';

const SHOWN = 60;

/** Picks the shop of the page; the page's kind and range stay. */
export function ShopSelect(props: { shops: ShopLink[]; shopId: string }) {
  const t = useTranslations('shopSelect');
  const router = useRouter();
  const pathname = usePathname();
  const query = useSearchParams();
  const [search, setSearch] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch('');
    },
    onDropdownOpen: () => {
      combobox.focusSearchInput();
      combobox.updateSelectedOptionIndex('active', { scrollIntoView: true });
    },
  });
  // Enter takes the first that was found.
  const { selectFirstOption } = combobox;
  useEffect(() => {
    if (search) selectFirstOption();
  }, [search, selectFirstOption]);
  const current = props.shops.find((shop) => shop.id === props.shopId);
  const wanted = search.trim().toLocaleLowerCase();
  const found = props.shops.filter((shop) =>
    `${shop.name} ${shop.currency} ${shop.platforms.join(' ')}`
      .toLocaleLowerCase()
      .includes(wanted),
  );
  const open = (shopId: string) => {
    combobox.closeDropdown();
    const search = query.toString();
    router.push(pathname.replace(props.shopId, shopId) + (search ? `?${search}` : ''));
  };
  return (
    <Combobox store={combobox} onOptionSubmit={open} width={320} position="bottom-start">
      <h1 className={classes.heading}>
        <Combobox.Target targetType="button" withAriaAttributes>
          <UnstyledButton className={classes.button} onClick={() => combobox.toggleDropdown()}>
            <span className={classes.name} title={current?.name}>
              {current?.name}
            </span>
            <span className={classes.code}>{current?.currency}</span>
            <span className="visually-hidden">{t('other')}</span>
            <IconSelector size={16} stroke={1.8} aria-hidden />
          </UnstyledButton>
        </Combobox.Target>
      </h1>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('search')}
          aria-label={t('search')}
        />
        <Combobox.Options mah={340} style={{ overflowY: 'auto' }}>
          {found.slice(0, SHOWN).map((shop) => (
            <Combobox.Option key={shop.id} value={shop.id} active={shop.id === props.shopId}>
              <ShopOption shop={shop} current={shop.id === props.shopId} />
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{t('none')}</Combobox.Empty>}
          {found.length > SHOWN && (
            <Combobox.Empty>{t('moreShops', { count: found.length - SHOWN })}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function ShopOption({ shop, current }: { shop: ShopLink; current: boolean }) {
  const t = useTranslations('freshness.short');
  const platform = useKnown('platforms');
  return (
    <span className={classes.option}>
      <FreshnessDot state={shop.freshness} syncing={shop.syncing} />
      <span className={classes.optionText}>
        <span>{shop.name}</span>
        <small>
          {[shop.currency, ...shop.platforms.map(platform), t(shop.freshness)].join(' · ')}
        </small>
      </span>
      {current && <IconCheck size={16} aria-hidden />}
    </span>
  );
}
