import type { DescribeAvailabilityZonesRequest } from '@aws-sdk/client-ec2';
import type { CallContext, Members } from '../core/operation.ts';
import { filtered } from './filters.ts';

/** An availability zone. */
interface Zone {
  readonly name: string;
  readonly id: string;
}

/** Regions that have not three zones. */
const letters: Readonly<Record<string, string>> = { 'us-east-1': 'abcdef', 'us-west-1': 'ab', 'us-west-2': 'abcd' };

/** The availability zones of a Region; any name will do for one. */
export function zonesOf(region: string): readonly Zone[] {
  return (letters[region] ?? 'abc').split('').map((letter, index) => ({
    name: `${region}${letter}`,
    id: `${shortName(region)}-az${index + 1}`,
  }));
}

/** `use1` of us-east-1, `apse2` of ap-southeast-2. */
function shortName(region: string): string {
  const [area = '', ...rest] = region.split('-');
  const directions = rest.slice(0, -1).map((word) => word.replace(/^(north|south)(east|west)$/, '$1-$2'));
  const initials = directions.flatMap((word) => word.split('-')).map((word) => word.charAt(0));
  return `${area}${initials.join('')}${rest.at(-1) ?? ''}`;
}

export function describeAvailabilityZones(input: Members, { region }: CallContext): Members {
  const { Filters, ZoneNames, ZoneIds }: Partial<DescribeAvailabilityZonesRequest> = input;
  const zones = zonesOf(region)
    .filter(({ name, id }) => ZoneNames?.includes(name) !== false && ZoneIds?.includes(id) !== false)
    .map(({ name, id }) => ({
      ZoneName: name,
      ZoneId: id,
      RegionName: region,
      State: 'available',
      OptInStatus: 'opt-in-not-required',
      GroupName: region,
      NetworkBorderGroup: region,
      ZoneType: 'availability-zone',
      Messages: [],
      Tags: [],
    }));
  const shown = filtered(zones, Filters, {
    'group-name': (zone) => zone.GroupName,
    'opt-in-status': (zone) => zone.OptInStatus,
    'region-name': (zone) => zone.RegionName,
    state: (zone) => zone.State,
    'zone-id': (zone) => zone.ZoneId,
    'zone-name': (zone) => zone.ZoneName,
    'zone-type': (zone) => zone.ZoneType,
  });
  return { AvailabilityZones: shown };
}
