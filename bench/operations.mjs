// up, preview, preview with a change, refresh and destroy of each variant, interleaved.
import { loadavg } from "node:os";
import { openLab, operate } from "./measure.mjs";

/**
 * All figures, one entry for each round, size, variant and operation.
 *
 * @param keep called with what there is so far after every size
 */
export async function runOperations({ sizes, variants, operations, rounds, say, keep }) {
  const samples = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const size of sizes) {
      const labs = [];
      try {
        for (const variant of variants) {
          if (isWorthwhile(variant, size, round)) labs.push(await openLab(variant, size));
        }
        // Nobody is always first.
        const order = [...labs.slice(round % labs.length), ...labs.slice(0, round % labs.length)];
        for (const operation of operations) {
          for (const lab of order) {
            const figures = await operate(lab, operation);
            samples.push({ round, size, variant: lab.variant, load: loadavg()[0], ...figures });
            say(
              `${round}/${rounds} ${size} ${lab.variant} ${operation} ${figures.seconds.toFixed(1)} s`,
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

/** Many resources tell much in one round, and the naive ones take minutes. */
function isWorthwhile(variant, size, round) {
  return size <= 100 || (round === 1 && variant !== "naive");
}
