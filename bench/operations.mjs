// up, preview, preview with a change, refresh and destroy of each variant, interleaved.
import { loadavg } from "node:os";
import { openLab, operate } from "./measure.mjs";

/** Ports above which much is told by few rounds. */
const LARGE = 100;

/**
 * All figures, one entry for each round, size, variant and operation.
 *
 * @param keep called with what there is so far after every size
 */
export async function runOperations(options) {
  const { sizes, variants, operations, rounds, largeRounds, say, keep } = options;
  const roundsOf = (size) => (size > LARGE ? largeRounds : rounds);
  const samples = [];
  for (let round = 1; round <= Math.max(...sizes.map(roundsOf)); round += 1) {
    for (const size of sizes.filter((size) => round <= roundsOf(size))) {
      const labs = [];
      try {
        for (const variant of variants) {
          // The naive ones take minutes: only where nothing else is asked for.
          if (size > LARGE && variant === "naive" && variants.length > 1) continue;
          labs.push(await openLab(variant, size));
        }
        // Nobody is always first.
        const order = [...labs.slice(round % labs.length), ...labs.slice(0, round % labs.length)];
        for (const operation of operations) {
          for (const lab of order) {
            const figures = await operate(lab, operation);
            samples.push({ round, size, variant: lab.variant, load: loadavg()[0], ...figures });
            say(
              `${round}/${roundsOf(size)} ${size} ${lab.variant} ${operation} ${figures.seconds.toFixed(1)} s`,
            );
          }
        }
      } finally {
        for (const lab of labs) await lab.close();
      }
      await keep(samples);
    }
  }
  return samples;
}
