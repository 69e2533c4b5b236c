/** Whether two ids are the same; Cloudflare writes some with dashes here and without them there. */
export function sameId(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && plainId(one) === plainId(other);
}

export function plainId(id: string): string {
  return id.replaceAll("-", "").toLowerCase();
}
