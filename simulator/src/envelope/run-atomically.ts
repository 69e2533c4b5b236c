interface Store<State> {
  dump(): State;
  load(state: State): void;
}

/** Runs a change completely or not at all. A dry run restores the store after success as well. */
export function runAtomically<State, Result>(
  store: Store<State>,
  isDryRun: boolean,
  act: () => Result,
): Result {
  const before = store.dump();
  let keep = false;
  try {
    const result = act();
    keep = !isDryRun;
    return result;
  } finally {
    if (!keep) {
      store.load(before);
    }
  }
}
