interface Store<State> {
  dump(): State;
  load(state: State): void;
}

/** Runs a change completely or not at all. A dry run restores the store after success as well. */
export function wholly<State, Result>(
  store: Store<State>,
  rehearsal: boolean,
  act: () => Result,
): Result {
  const before = store.dump();
  let keep = false;
  try {
    const result = act();
    keep = !rehearsal;
    return result;
  } finally {
    if (!keep) {
      store.load(before);
    }
  }
}
