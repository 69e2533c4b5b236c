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
 * Returns one page of the matching items, in order of creation. The cursor is the sequence number of the
 * last item on the page, so no item is repeated or skipped if others are created or deleted between pages.
 */
export function paginate<T extends Numbered>(
  all: Iterable<T>,
  matches: (item: T) => boolean,
  { cursor = 0, limit }: PageQuery,
  { pageSize, largestPage, lastNext }: Behaviour,
): Page<T> {
  // Pages of zero items would never end, so a limit of 0 means the default.
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
