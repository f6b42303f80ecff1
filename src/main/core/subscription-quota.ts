/** `Subscription-Userinfo`: what is used, what there is, until when. Pure. */
import type { Quota } from '../../shared/subscription.ts';

/** Later than this is a time in milliseconds, as some panels write it. */
const latestSeconds = 1e12;
/** The last time a Date can hold. */
const latestMs = 8.64e15;

/**
 * `upload=1; download=2; total=3; expire=unix seconds`, in any order, with any space. Undefined when nothing of it says
 * anything; junk and negative numbers are absent, a total or an end of 0 is none.
 */
export function readQuota(value: string | undefined): Quota | undefined {
  if (value === undefined) return undefined;
  const fields = new Map(value.split(/[;,]/).map((field): readonly [string, number] => {
    const [name = '', number = ''] = field.split('=', 2);
    return [name.trim().toLowerCase(), number.trim() === '' ? Number.NaN : Number(number)];
  }));
  const amount = (name: string): number | undefined => {
    const number = fields.get(name);
    return number !== undefined && Number.isFinite(number) && number >= 0 ? Math.floor(number) : undefined;
  };
  const total = amount('total');
  const expire = amount('expire');
  const [upload, download] = [amount('upload'), amount('download')];
  const expiresAt = expire === undefined ? undefined : expire > latestSeconds ? expire : expire * 1000;
  const quota: Quota = {
    ...(upload === undefined ? {} : { upload }),
    ...(download === undefined ? {} : { download }),
    ...(total === undefined || total === 0 ? {} : { total }),
    ...(expiresAt === undefined || expiresAt === 0 || expiresAt > latestMs ? {} : { expiresAt }),
  };
  return Object.keys(quota).length === 0 ? undefined : quota;
}
