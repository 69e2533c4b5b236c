const defaultLimit = 100;
const maxLimit = 1000;

interface PageQuery {
  readonly cursor?: number | undefined;
  readonly limit?: number | undefined;
}

interface Numbered {
  readonly seq: number;
}

/**
 * One page of a list in the order of creation. The cursor is the number of the last item seen, so
 * items that come and go between two pages make none appear twice and none be skipped.
 */
export function page<T extends Numbered>(all: readonly T[], { cursor = 0, limit }: PageQuery) {
  // Zero items a page would never end; it is read as "no limit given".
  const size = Math.min(limit || defaultLimit, maxLimit);
  const rest = all.filter(({ seq }) => seq > cursor);
  const items = rest.slice(0, size);
  return { items, next: rest.length > size ? (items.at(-1)?.seq ?? null) : null };
}
