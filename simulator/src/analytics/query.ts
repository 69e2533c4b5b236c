import { GraphQLError, type GraphQLResolveInfo, graphql, type SelectionSetNode } from "graphql";
import { z } from "zod";
import type { Account } from "../network/account";
import type { Simulation } from "../network/simulation";
import type { Body } from "./api";
import { groupBy } from "./groups";
import { healthSamples, type Sample, trafficSamples } from "./samples";
import { farthestPast, longestSpan, schema } from "./schema";

const Arguments = z.object({
  limit: z.int().min(1).max(10_000),
  filter: z
    .looseObject({ datetime_geq: z.iso.datetime(), datetime_lt: z.iso.datetime() })
    .transform(({ datetime_geq, datetime_lt, ...equal }) => ({
      from: Date.parse(datetime_geq),
      to: Date.parse(datetime_lt),
      equal: z.record(z.string(), z.union([z.string(), z.number()])).parse(equal),
    })),
});

const AccountArguments = z.object({ filter: z.object({ accountTag: z.string() }) });

type ReadSamples = typeof healthSamples;

/** Executes a query on the accounts that the token may read. */
export async function answer(
  { query, variables, operationName }: Body,
  simulation: Simulation,
  mayRead: (account: string) => boolean,
) {
  const { data, errors } = await graphql({
    schema,
    source: query,
    variableValues: variables ?? null,
    operationName: operationName ?? null,
    rootValue: { viewer: { accounts: (args: unknown) => [find(args)] } },
  });
  // The real API sends `data: null` beside errors, also if only a part of a query fails.
  return errors === undefined
    ? { data: data ?? null, errors: null }
    : { data: null, errors: errors.map((error) => error.toJSON()) };

  function find(args: unknown) {
    const { accountTag } = AccountArguments.parse(args).filter;
    const account = simulation.account(accountTag);
    const isGranted = simulation.network.behaviour.analytics === "granted";
    if (account === undefined || !mayRead(accountTag) || !isGranted) {
      throw new GraphQLError("not authorized for that account", { extensions: { code: "authz" } });
    }
    return {
      magicTransitTunnelHealthChecksAdaptiveGroups: dataset(account, healthSamples),
      magicTransitTunnelTrafficAdaptiveGroups: dataset(account, trafficSamples),
    };
  }

  function dataset(account: Account, read: ReadSamples) {
    return (args: unknown, _: unknown, info: GraphQLResolveInfo) => {
      const parsed = Arguments.safeParse(args);
      if (!parsed.success) {
        throw new GraphQLError("limit must be 1 to 10000, and times must be ISO 8601");
      }
      const { limit, filter } = parsed.data;
      const now = simulation.network.clock.now();
      if (filter.to - filter.from > longestSpan || filter.from < now - farthestPast) {
        throw new GraphQLError("cannot request data older than 90 days or spanning over a week");
      }
      if ("active" in filter.equal) {
        return [];
      }
      const samples = read(simulation, account, filter).filter((sample) =>
        fits(sample, filter.equal),
      );
      return groupBy(samples, dimensionsIn(info)).slice(0, limit);
    };
  }
}

function fits({ dimensions }: Sample, equal: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(equal).every(([name, value]) => dimensions[name] === value);
}

/** Returns the dimensions that a query selects, directly or in fragments. */
function dimensionsIn({ fieldNodes, fragments }: GraphQLResolveInfo): string[] {
  const fieldsIn = (set: SelectionSetNode | undefined): [string, SelectionSetNode | undefined][] =>
    (set?.selections ?? []).flatMap((selection) => {
      switch (selection.kind) {
        case "Field":
          return [[selection.name.value, selection.selectionSet]];
        case "InlineFragment":
          return fieldsIn(selection.selectionSet);
        default:
          return fieldsIn(fragments[selection.name.value]?.selectionSet);
      }
    });
  const selected = fieldNodes.flatMap(({ selectionSet }) => fieldsIn(selectionSet));
  const names = selected.flatMap(([name, set]) =>
    name === "dimensions" ? fieldsIn(set).map(([dimension]) => dimension) : [],
  );
  return [...new Set(names)].filter((name) => !name.startsWith("__"));
}
