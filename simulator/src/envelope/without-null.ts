/** Removes null fields at any depth, because Terraform's provider sends null for an absent field. */
export function withoutNull(fields: object): unknown {
  return JSON.parse(JSON.stringify(fields, (_, value) => value ?? undefined));
}
