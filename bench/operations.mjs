// Measures up, preview, preview with a change, refresh and destroy. The variants take turns.
import { loadavg } from "node:os";
import { openTestStack, operate } from "./measure.mjs";

/** Above this number of ports, fewer rounds are enough. */
const LARGE = 100;

/**
 * Returns one sample for each round, size, variant and operation.
 *
 * @param keep called with the samples so far after each size
 */
export async function runOperations(options) {
  const { sizes, variants, operations, rounds, largeRounds, say, keep } = options;
  const roundsOf = (size) => (size > LARGE ? largeRounds : rounds);
  const samples = [];
  for (let round = 1; round <= Math.max(...sizes.map(roundsOf)); round += 1) {
    for (const size of sizes.filter((size) => round <= roundsOf(size))) {
      const stacks = [];
      try {
        for (const variant of variants) {
          // The naive variant takes minutes, so it runs only if it is the only selected variant.
          if (size > LARGE && variant === "naive" && variants.length > 1) continue;
          stacks.push(await openTestStack(variant, size));
        }
        // Each round starts with another variant.
        const order = [
          ...stacks.slice(round % stacks.length),
          ...stacks.slice(0, round % stacks.length),
        ];
        for (const operation of operations) {
          for (const stack of order) {
            const figures = await operate(stack, operation);
            samples.push({ round, size, variant: stack.variant, load: loadavg()[0], ...figures });
            say(
              `${round}/${roundsOf(size)} ${size} ${stack.variant} ${operation} ${figures.seconds.toFixed(1)} s`,
            );
          }
        }
      } finally {
        for (const stack of stacks) await stack.close();
      }
      await keep(samples);
    }
  }
  return samples;
}
