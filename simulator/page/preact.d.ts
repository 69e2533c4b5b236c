// What `/page/preact.js` exports, which is `htm/preact/standalone.module.js`; only for the type check.

export type VNode = object;

type Update<State> = (next: State | ((before: State) => State)) => void;
type Effect = () => undefined | (() => void);

export function html(strings: TemplateStringsArray, ...values: unknown[]): VNode;
export function render(tree: VNode, parent: Element): void;
export function useState<State>(initial: State | (() => State)): [State, Update<State>];
export function useEffect(effect: Effect, inputs?: readonly unknown[]): void;
export function useLayoutEffect(effect: Effect, inputs?: readonly unknown[]): void;
export function useRef<Value>(initial: Value): { current: Value };
export function useMemo<Value>(factory: () => Value, inputs: readonly unknown[]): Value;
export function useContext<Value>(context: Context<Value>): Value;
export function createContext<Value>(initial: Value): Context<Value>;

export interface Context<Value> {
  readonly Provider: (props: { value: Value }) => VNode;
}
