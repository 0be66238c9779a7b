// Money and numbers. Decimals stay text: nothing here turns an amount into a floating-point number.
import type { Bi, Lang, Opt } from '../api/types';

// "150000.5" -> "150,000.5"; anything that is no number comes back unchanged.
export function formatNumber(text: string): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  if (!match) return text;
  const whole = (match[2] ?? '').replace(/\B(?=(\d{3})+$)/g, ',');
  return `${match[1] ?? ''}${whole}${match[3] ?? ''}`;
}

export function formatMoney(amount: string, currency: string, lang: Lang): string {
  const number = formatNumber(amount);
  if (currency !== 'CNY') return `${currency} ${number}`;
  return lang === 'zh' ? `${number}元` : `CNY ${number}`;
}

// Units travel as codes of the packs or as text in both languages.
const units: Record<string, Bi> = {
  'CNY': { zh: '元', en: 'CNY' },
  'CNY/year': { zh: '元/年', en: 'CNY a year' },
  'CNY/month': { zh: '元/月', en: 'CNY a month' },
  'USD': { zh: '美元', en: 'USD' },
  'months': { zh: '个月', en: 'months' },
  'years': { zh: '年', en: 'years' },
  'days': { zh: '天', en: 'days' },
  'percent': { zh: '%', en: '%' },
  '%': { zh: '%', en: '%' },
  'points': { zh: '分', en: 'points' },
  'times': { zh: '倍', en: 'times' },
};

export function unitText(unit: Opt<Bi | string>, lang: Lang): string {
  if (unit == null) return '';
  if (typeof unit === 'string') return units[unit]?.[lang] ?? unit;
  return unit[lang];
}

// What a person typed as a number: full-width digits, spaces and grouping commas are accepted; "20万" is
// 200000. Null when it is no number.
export function parseNumber(text: string): string | null {
  let plain = text.normalize('NFKC').replace(/[\s,，、_]/g, '').replace(/^(CNY|RMB|¥|￥)/i, '').replace(/(元|CNY|RMB)$/i, '');
  let zeros = 0;
  if (plain.endsWith('万')) {
    plain = plain.slice(0, -1);
    zeros = 4;
  }
  const match = /^(-?)(\d{1,15})(?:\.(\d{0,12}))?$/.exec(plain);
  if (!match) return null;
  const fraction = (match[3] ?? '').padEnd(zeros, '0');
  const whole = `${match[2] ?? ''}${fraction.slice(0, zeros)}`.replace(/^0+(?=\d)/, '');
  const rest = fraction.slice(zeros).replace(/0+$/, '');
  const sign = match[1] && (whole !== '0' || rest) ? '-' : '';
  return `${sign}${whole}${rest && `.${rest}`}`;
}

// -1, 0 or 1 of two decimals written as text, exactly.
export function compareDecimals(a: string, b: string): number {
  const scaled = (text: string): bigint => {
    const [whole = '0', fraction = ''] = text.split('.');
    return BigInt(`${whole}${fraction.padEnd(12, '0').slice(0, 12)}`);
  };
  const left = scaled(a);
  const right = scaled(b);
  return left < right ? -1 : left > right ? 1 : 0;
}
