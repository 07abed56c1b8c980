/** One line of a scrape: `name{label="value"} 1`. */
interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The metrics of a process at one moment. */
export interface Samples {
  /** The sum over all lines of this name whose labels have these values. */
  sum(name: string, labels?: Readonly<Record<string, string>>): number;
  /** The sums by the values of one label. */
  by(name: string, label: string): ReadonlyMap<string, number>;
}

/** Reads /metrics. */
export async function scrape(url: string): Promise<Samples> {
  const response = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(30_000) });
  return parseSamples(await response.text());
}

/** Reads Prometheus' text format. */
export function parseSamples(text: string): Samples {
  const samples = text.split('\n').flatMap(parseLine);
  const named = (name: string): readonly Sample[] => samples.filter((sample) => sample.name === name);
  return {
    sum: (name, labels = {}) =>
      total(named(name).filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))),
    by: (name, label) =>
      new Map([...Map.groupBy(named(name), ({ labels }) => labels[label] ?? '')].map(([value, all]) => [value, total(all)])),
  };
}

function parseLine(line: string): readonly Sample[] {
  const match = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
  if (match === null) return [];
  const labels = [...(match[2] ?? '').matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', value = '']) => [label, value] as const);
  const named: Readonly<Record<string, string>> = Object.fromEntries(labels);
  return [{ name: match[1] ?? '', labels: named, value: Number(match[3]) }];
}

function total(samples: readonly Sample[]): number {
  return samples.reduce((sum, { value }) => sum + value, 0);
}
