import type { z } from "zod";
import { ApiError } from "./errors";
import type { Http } from "./http";
import type { ApiRequest } from "./request";
import { page } from "./wire";

/** Maximum number of pages. A longer list counts as endless and fails. */
const MAX_PAGES = 500;

/** Reads every page of a list. An incomplete list would be dangerous, because a missing object counts as deleted. */
export async function listAll<T extends z.ZodType>(
  http: Http,
  path: string,
  item: T,
  filter: ApiRequest["query"] = {},
): Promise<z.output<T>[]> {
  const items: z.output<T>[] = [];
  const request = { method: "GET", path } as const;
  const seen = new Set<number>();
  let cursor: number | undefined;
  for (;;) {
    const response = await http.json({ ...request, query: { ...filter, cursor } }, page(item));
    items.push(...response.items);
    cursor = response.next ?? undefined;
    if (cursor === undefined) return items;
    if (seen.has(cursor)) {
      const reason = `Pagination loop: the API returned cursor ${cursor} twice`;
      throw new ApiError({ ...request, kind: "unreadable", reason });
    }
    seen.add(cursor);
    if (seen.size >= MAX_PAGES) {
      const reason = `the list does not end after ${MAX_PAGES} pages`;
      throw new ApiError({ ...request, kind: "unreadable", reason });
    }
  }
}
