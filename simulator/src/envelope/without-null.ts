/** The fields that are not null, at any depth: Terraform's provider sends null for absent. */
export function withoutNull(fields: object): unknown {
  return JSON.parse(JSON.stringify(fields, (_, value) => value ?? undefined));
}
