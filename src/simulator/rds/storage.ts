import { invalidCombination, invalidValue } from './rds-errors.ts';

/** A volume as it is asked for or as it is. */
export interface Storage {
  readonly type: string;
  /** GiB. */
  readonly size: number;
  readonly iops?: number | undefined;
  /** MiB/s. */
  readonly throughput?: number | undefined;
}

interface VolumeRule {
  readonly smallest: number;
  readonly largest: number;
}

const ssd: VolumeRule = { smallest: 20, largest: 65_536 };
const provisioned: VolumeRule = { smallest: 100, largest: 65_536 };

/** Sizes that most engines can have (CreateDBInstance.AllocatedStorage). */
const rules: Readonly<Record<string, VolumeRule>> = {
  gp2: ssd,
  gp3: ssd,
  io1: provisioned,
  io2: provisioned,
  standard: { smallest: 5, largest: 3072 },
};

/** What gp3 brings; a volume is striped from this size on, and can have more then. */
const gp3 = { stripedFrom: 400, small: { iops: 3000, throughput: 125 }, striped: { iops: 12_000, throughput: 500 } } as const;

/** The volume that comes of what is asked for; throws where there is none such. */
export function storageOf(engine: string, wanted: Storage): Storage {
  const rule = Object.hasOwn(rules, wanted.type) ? rules[wanted.type] : undefined;
  if (rule === undefined) throw invalidValue(`Invalid storage type: ${wanted.type}`);
  const smallest = engine.startsWith('sqlserver') ? 20 : rule.smallest;
  if (wanted.size < smallest || wanted.size > rule.largest)
    throw invalidCombination(`Invalid storage size for engine name ${engine} and storage type ${wanted.type}: ${wanted.size}`);
  if (wanted.type === 'gp3') return gp3Volume(engine, wanted);
  if (wanted.throughput !== undefined) throw invalidCombination(`You can't specify storage throughput for storage type ${wanted.type}.`);
  return wanted.type.startsWith('io') ? provisionedVolume(wanted) : plainVolume(wanted);
}

function gp3Volume(engine: string, { type, size, iops, throughput }: Storage): Storage {
  const isStriped = size >= gp3.stripedFrom && !engine.startsWith('sqlserver');
  if (!isStriped && (iops !== undefined || throughput !== undefined))
    throw invalidCombination(
      `You can't specify IOPS or storage throughput for engine ${engine} and a storage size less than ${gp3.stripedFrom}.`,
    );
  const baseline = isStriped ? gp3.striped : gp3.small;
  return { type, size, iops: iops ?? baseline.iops, throughput: throughput ?? baseline.throughput };
}

function provisionedVolume(wanted: Storage): Storage {
  const { type, size, iops } = wanted;
  if (iops === undefined) throw invalidCombination(`The storage type ${type} requires iops to be specified.`);
  const ratio = iops / size;
  if (ratio < 0.5 || ratio > (type === 'io2' ? 1000 : 50))
    throw invalidCombination(`The IOPS to GiB ratio of ${ratio.toFixed(2)} is outside of what storage type ${type} can have.`);
  return wanted;
}

function plainVolume(wanted: Storage): Storage {
  if (wanted.iops !== undefined && wanted.iops !== 0) throw invalidCombination(`You can't specify IOPS for storage type ${wanted.type}.`);
  return { type: wanted.type, size: wanted.size };
}

/** An increase by less than a tenth is rounded up to one (ModifyDBInstance.AllocatedStorage); throws for a decrease. */
export function grownSize(current: number, wanted: number): number {
  if (wanted < current) throw invalidCombination('The allocated storage of a DB instance cannot be reduced.');
  return wanted === current ? current : Math.max(wanted, Math.ceil((current * 11) / 10));
}

/** Throws for a limit that storage autoscaling can't work up to. */
export function checkGrowthLimit(size: number, limit: number): void {
  if (limit * 10 < size * 11) throw invalidCombination('The maximum allocated storage must be increased by at least 10 percent.');
}
