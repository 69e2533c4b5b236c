import * as pulumi from "@pulumi/pulumi";

/**
 * Known once everything is there that a lookup depends on. In a preview that would make some of it,
 * it stays unknown: what the API tells before is not what it tells after.
 */
export function waitForDependencies(
  args: pulumi.Output<unknown>,
  { dependsOn = [] }: pulumi.InvokeOutputOptions,
): pulumi.Output<unknown> {
  const named = pulumi.output(dependsOn);
  const ids = Promise.all([pulumi.getAllResources(args), pulumi.getAllResources(named)]).then(
    (sets) => collectIds(sets.flatMap((set) => [...set])),
  );
  const namedIds = named.apply((one) =>
    pulumi.output(collectIds(Array.isArray(one) ? one : [one])),
  );
  return pulumi.all([pulumi.output(ids), namedIds]);
}

/** The ids of resources, and of what is in those that are components. */
function collectIds(
  resources: readonly unknown[],
  seen = new Set<unknown>(),
): pulumi.Output<string>[] {
  return resources.flatMap((resource) => {
    if (seen.has(resource) || !pulumi.Resource.isInstance(resource)) return [];
    seen.add(resource);
    // Preview does not know the id of a provider, which is there all the same.
    if (resource instanceof pulumi.ProviderResource) return [];
    if (pulumi.CustomResource.isInstance(resource)) return [resource.id];
    const children: unknown = Reflect.get(resource, "__childResources");
    return children instanceof Set ? collectIds([...children], seen) : [];
  });
}
