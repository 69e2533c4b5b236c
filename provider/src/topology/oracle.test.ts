/** Compares `assess()` with the oracle, an independent implementation of the same model, on random designs. */
import fc from "fast-check";
import { assess, type Design, type Failure, type OutageRange, type Path } from ".";
import { type OracleDesign, type OracleOutcome, oracleAssessment } from "./testing/oracle";
import { anyDesign } from "./testing/oracle-designs";

/** A full comparison; mutation tests and slow machines set a lower number. */
const RUNS = Number(process.env.ORACLE_RUNS ?? 2000);

/** What is compared of one outcome. */
interface Compared {
  failure: string;
  values: Record<string, unknown>;
}

interface Result {
  configured: string;
  /** Failures with the ports that each takes down, and outcomes in the same order. */
  outcomes: Compared[];
}

function rangeOf({ least, most }: Pick<OutageRange, "least" | "most">): string {
  return `${typeof least === "number" ? least.toFixed(3) : least} to ${most}`;
}

function compared(
  { kind, ports, uncertain }: Failure,
  outcome: Pick<OracleOutcome, "survivors" | "capacity" | "unreachable" | "verdict" | "outage">,
  path: Path,
): Compared {
  const { survivors, capacity, unreachable, verdict, outage } = outcome;
  return {
    failure: `${kind} ${ports.toSorted()}${uncertain ? " (uncertain)" : ""}`,
    values: {
      survivors,
      capacity,
      unreachable,
      verdict,
      pathToCustomer: path.toCustomer.toSorted(),
      pathToCloudflare: path.toCloudflare.toSorted(),
      toCustomerSeen: rangeOf(outage.toCustomer.seen),
      toCustomerSilent: rangeOf(outage.toCustomer.silent),
      toCloudflareSeen: rangeOf(outage.toCloudflare.seen),
      toCloudflareSilent: rangeOf(outage.toCloudflare.silent),
    },
  };
}

function inOrder(outcomes: readonly Compared[]): Compared[] {
  return outcomes.toSorted((one, other) => (one.failure < other.failure ? -1 : 1));
}

function assessed(design: Design): Result {
  const { configured, singleFailures } = assess(design);
  // The oracle names no backup.
  const sessionsOf = (path: readonly string[]) =>
    path.filter((name) => design.sessions.some((session) => session.name === name));
  const outcomes = singleFailures.flatMap(({ failures, path, outage, ...outcome }) =>
    failures.flatMap((failure) =>
      outage === undefined
        ? []
        : compared(
            failure,
            { ...outcome, outage },
            {
              toCustomer: sessionsOf(path.toCustomer),
              toCloudflare: sessionsOf(path.toCloudflare),
            },
          ),
    ),
  );
  return { configured, outcomes: inOrder(outcomes) };
}

function foretold(design: OracleDesign): Result {
  const { configured, outcomes } = oracleAssessment(design);
  return {
    configured,
    outcomes: inOrder(
      outcomes.map(({ kind, failed, isUncertain, ...outcome }) =>
        compared(
          { kind, name: "", ports: failed, uncertain: isUncertain },
          outcome,
          outcome.sessions,
        ),
      ),
    ),
  };
}

function failuresOf({ outcomes }: Result): string[] {
  return outcomes.map(({ failure }) => failure);
}

/** Fails unless the value is that of the strict or the lenient reading. */
function expectEither(value: unknown, strict: unknown, lenient: unknown): void {
  const text = JSON.stringify(value);
  if (text === JSON.stringify(strict) || text === JSON.stringify(lenient)) return;
  expect({ assess: value }).toEqual({ assess: strict, orLeniently: lenient });
}

function expectAgreement(design: Design): void {
  const result = assessed(design);
  const strict = foretold(design);
  if (JSON.stringify(result) === JSON.stringify(strict)) return;
  const lenient = foretold({ ...design, isLenient: true });
  expectEither(result.configured, strict.configured, lenient.configured);
  expectEither(failuresOf(result), failuresOf(strict), failuresOf(lenient));
  const find = ({ outcomes }: Result, wanted: string) =>
    outcomes.find(({ failure }) => failure === wanted);
  for (const { failure, values } of result.outcomes) {
    const [one, other] = [find(strict, failure), find(lenient, failure)];
    for (const [name, value] of Object.entries(values)) {
      const context = `${failure}: ${name}`;
      expectEither([context, value], [context, one?.values[name]], [context, other?.values[name]]);
    }
  }
}

describe("assess() and the oracle", () => {
  it("agree on random designs, in the strict or the lenient reading", () => {
    fc.assert(fc.property(anyDesign, expectAgreement), { numRuns: RUNS });
  });
});
