import * as pulumi from "@pulumi/pulumi";

/**
 * Returns an output that is known once all dependencies of a lookup exist. If the preview creates one of them, the
 * output stays unknown, because the API does not have the object yet.
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

/** Returns the IDs of resources, including the children of components. */
function collectIds(
  resources: readonly unknown[],
  seen = new Set<unknown>(),
): pulumi.Output<string>[] {
  return resources.flatMap((resource) => {
    if (seen.has(resource) || !pulumi.Resource.isInstance(resource)) return [];
    seen.add(resource);
    // In preview, the ID of a new provider is unknown, but lookups can already use the provider.
    if (resource instanceof pulumi.ProviderResource) return [];
    if (pulumi.CustomResource.isInstance(resource)) return [resource.id];
    const children: unknown = Reflect.get(resource, "__childResources");
    return children instanceof Set ? collectIds([...children], seen) : [];
  });
}
