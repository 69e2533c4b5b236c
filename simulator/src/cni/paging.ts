import type { Behaviour } from "../network/behaviour";

interface PageQuery {
  readonly cursor?: number | undefined;
  readonly limit?: number | undefined;
}

interface Numbered {
  readonly seq: number;
}

interface Page<T> {
  items: T[];
  next?: number | null;
}

/**
 * One page of the items that match, in the order of creation. The cursor is the number of the last
 * item seen, so items that come and go between two pages make none appear twice and none be skipped.
 */
export function page<T extends Numbered>(
  all: Iterable<T>,
  matches: (item: T) => boolean,
  { cursor = 0, limit }: PageQuery,
  { pageSize, largestPage, lastNext }: Behaviour,
): Page<T> {
  // Zero items a page would never end; it is read as "no limit given".
  const size = Math.min(limit || pageSize, largestPage);
  const items: T[] = [];
  for (const item of all) {
    if (item.seq > cursor && matches(item)) {
      const last = items.at(-1);
      if (items.length === size && last !== undefined) {
        return { items, next: last.seq };
      }
      items.push(item);
    }
  }
  return lastNext === "null" ? { items, next: null } : { items };
}
