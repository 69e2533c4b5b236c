interface Store<State> {
  dump(): State;
  load(state: State): void;
}

/** Runs a change and undoes all of it if it fails. A dry run always undoes the change. */
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
