import type { ShopProfile } from '../../world/profiles.ts';
import { random } from '../../world/random.ts';
import { gid } from './ids.ts';

export interface PostalAddress {
  id: string;
  firstName: string;
  lastName: string;
  address1: string;
  city: string;
  province: string | null;
  provinceCode: string | null;
  zip: string;
  country: string;
  countryCode: string;
  phone: string | null;
}

export interface Customer {
  __typename: 'Customer';
  id: string;
  number: number;
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
  locale: string;
  acceptsMarketing: boolean;
  createdAt: number;
  updatedAt: number;
  address: PostalAddress;
  /** Orders placed and money spent so far (shop currency, minor units). */
  orders: number;
  spent: number;
}

interface Region {
  country: string;
  locale: string;
  first: readonly string[];
  last: readonly string[];
  cities: readonly (readonly [city: string, province: string | null, code: string | null])[];
  street: string;
  phone: string | null;
}

const REGIONS = {
  KR: {
    country: 'South Korea',
    locale: 'ko-KR',
    first: ['지우', '서연', '민준', '하은', '도윤', '수아'],
    last: ['김', '이', '박', '최', '정'],
    cities: [
      ['서울특별시', 'Seoul', 'KR-11'],
      ['부산광역시', 'Busan', 'KR-26'],
      ['수원시', 'Gyeonggi', 'KR-41'],
    ],
    street: '한밭로',
    phone: '+8210',
  },
  US: {
    country: 'United States',
    locale: 'en-US',
    first: ['Ava', 'Noah', 'Mia', 'Liam', 'Zoe', 'Eli'],
    last: ['Hale', 'Ortiz', 'Kim', 'Frost', 'Reed'],
    cities: [
      ['Portland', 'Oregon', 'OR'],
      ['Austin', 'Texas', 'TX'],
      ['Denver', 'Colorado', 'CO'],
    ],
    street: 'Alder Street',
    phone: '+1503',
  },
  DE: {
    country: 'Germany',
    locale: 'de-DE',
    first: ['Lena', 'Jonas', 'Mila', 'Paul', 'Ida', 'Emil'],
    last: ['Vogel', 'Brandt', 'Keller', 'Wolff', 'Lang'],
    cities: [
      ['Berlin', null, null],
      ['Leipzig', null, null],
      ['Köln', null, null],
    ],
    street: 'Lindenweg',
    phone: '+4930',
  },
  JP: {
    country: 'Japan',
    locale: 'ja-JP',
    first: ['葵', '陽菜', '蓮', '湊', '結衣', '樹'],
    last: ['佐藤', '鈴木', '高橋', '田中', '伊藤'],
    cities: [
      ['大阪市', 'Ōsaka', 'JP-27'],
      ['京都市', 'Kyōto', 'JP-26'],
      ['横浜市', 'Kanagawa', 'JP-14'],
    ],
    street: 'みどり町',
    phone: null,
  },
} satisfies Record<string, Region>;

function regionOf(country: string): Region {
  const regions: Readonly<Record<string, Region | undefined>> = REGIONS;
  return regions[country] ?? REGIONS.US;
}

/** The buyer with a running number: the same number is always the same person. */
export function buildCustomer(
  profile: ShopProfile,
  seed: string,
  prefix: string,
  number: number,
  createdAt: number,
): Customer {
  const source = random(seed, profile.key, 'customer', number);
  const region = regionOf(profile.country);
  const firstName = source.pick(region.first);
  const lastName = source.pick(region.last);
  const [city, province, provinceCode] = source.pick(region.cities);
  const digits = String(number).padStart(8, '0');
  const phone = region.phone === null ? null : `${region.phone}${digits}`;
  return {
    __typename: 'Customer',
    id: gid('Customer', `${prefix}70${digits}`),
    number,
    firstName,
    lastName,
    email: `buyer${number}@example.com`,
    phone: source.chance(0.5) ? phone : null,
    locale: region.locale,
    acceptsMarketing: source.chance(0.4),
    createdAt,
    updatedAt: createdAt,
    address: {
      id: gid('MailingAddress', `${prefix}71${digits}`),
      firstName,
      lastName,
      address1: `${region.street} ${source.int(1, 240)}`,
      city,
      province,
      provinceCode,
      zip: String(source.int(10_000, 99_999)),
      country: region.country,
      countryCode: profile.country,
      phone,
    },
    orders: 0,
    spent: 0,
  };
}
