import { EvaluationError } from '@marcbachmann/cel-js';
import type { Environment } from '@marcbachmann/cel-js';
import { define } from './define.ts';

type Scalar = string | bigint | number | boolean;
type List = readonly Scalar[];

class SetsNamespace {}

/** Lists as Kubernetes extends them, and the `sets` library. Equality is that of scalars. */
export function addListFunctions(environment: Environment): void {
  environment.registerType('SetsNamespace', SetsNamespace).registerConstant('sets', 'SetsNamespace', new SetsNamespace());
  define(environment, {
    'list<T>.isSorted(): bool': (list: List) => list.every((item, index) => index === 0 || (list[index - 1] ?? item) <= item),
    'list<T>.min(): T': (list: List) => extreme(list, 'min', (a, b) => a < b),
    'list<T>.max(): T': (list: List) => extreme(list, 'max', (a, b) => a > b),
    'list<int>.sum(): int': (list: readonly bigint[]) => list.reduce((sum, item) => sum + item, 0n),
    'list<double>.sum(): double': (list: readonly number[]) => list.reduce((sum, item) => sum + item, 0),
    'list<T>.indexOf(T): int': (list: List, item: Scalar) => BigInt(list.indexOf(item)),
    'list<T>.lastIndexOf(T): int': (list: List, item: Scalar) => BigInt(list.lastIndexOf(item)),
    'list<T>.distinct(): list<T>': (list: List) => [...new Set(list)],
    'list<T>.sort(): list<T>': (list: List) => list.toSorted((a, b) => (a < b ? -1 : Number(a > b))),
    'list<T>.reverse(): list<T>': (list: List) => list.toReversed(),
    'list<T>.slice(int, int): list<T>': (list: List, from: bigint, to: bigint) => list.slice(Number(from), Number(to)),
    'list<list<T>>.flatten(): list<T>': (list: readonly List[]) => list.flat(),
    'SetsNamespace.contains(list<T>, list<T>): bool': (_sets: SetsNamespace, list: List, part: List) => includesAll(list, part),
    'SetsNamespace.equivalent(list<T>, list<T>): bool': (_sets: SetsNamespace, a: List, b: List) => includesAll(a, b) && includesAll(b, a),
    'SetsNamespace.intersects(list<T>, list<T>): bool': (_sets: SetsNamespace, a: List, b: List) => b.some((item) => a.includes(item)),
  });
}

function includesAll(list: List, part: List): boolean {
  const set = new Set(list);
  return part.every((item) => set.has(item));
}

function extreme(list: List, name: string, beats: (a: Scalar, b: Scalar) => boolean): Scalar {
  const [first, ...rest] = list;
  if (first === undefined) throw new EvaluationError(`${name} called on empty list`);
  return rest.reduce((best, item) => (beats(item, best) ? item : best), first);
}
