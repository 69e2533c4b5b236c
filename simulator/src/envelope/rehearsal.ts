interface Store<State> {
  dump(): State;
  load(state: State): void;
}

/** Does something wholly or not at all; what is only rehearsed is undone when it has succeeded. */
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
