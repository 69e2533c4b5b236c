// @ts-check

/** Failure of a step, with advice and the output of the failed command. */
export class StepFailure extends Error {
  /**
   * @param {string} message
   * @param {string} [output]
   */
  constructor(message, output = "") {
    super([output.trim(), message].filter(Boolean).join("\n"));
  }
}

/**
 * Runs a step and prints one line: its title and its outcome.
 *
 * @param {string} title
 * @param {(tell: (line: string) => void) => Promise<string>} action returns the outcome; `tell` prints a line below the
 * title
 */
export async function step(title, action) {
  process.stdout.write(`${title} … `);
  let lines = 0;
  /** @param {string} line */
  const tell = (line) => console.log(`${lines++ === 0 ? "\n" : ""}      ${line}`);
  /** @param {string} outcome */
  const end = (outcome) => (lines === 0 ? console.log(outcome) : tell(outcome));
  await action(tell).then(end, (error) => {
    end("failed");
    throw error;
  });
}

/** @param {number} since */
export function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
