/**
 * Makes every timer of this process run fifty times as fast, so that a test of pauses between
 * real requests does not take as long as they do. Answers how to end that.
 */
export function hurry(): () => void {
  const real = globalThis.setTimeout;
  const quick = <Args extends unknown[]>(
    callback: (...args: Args) => void,
    milliseconds = 0,
    ...args: Args
  ) => real(callback, milliseconds / 50, ...args);
  globalThis.setTimeout = Object.assign(quick, { __promisify__: real.__promisify__ });
  return () => {
    globalThis.setTimeout = real;
  };
}
