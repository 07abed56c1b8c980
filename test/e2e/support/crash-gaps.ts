/** A crash whose outcome moto can't judge, since it departs from AWS there. */
export interface CrashGap {
  readonly kind: string;
  readonly crash: string;
  readonly reason: string;
}

/** The simulation tests try most of them; `docs/testing.md` has the same list. */
export const crashGaps: readonly CrashGap[] = [
  {
    kind: 'RouteTable',
    crash: 'the create call is repeated with its token, because a look-up did not show the table yet',
    reason: 'client tokens are ignored: a second table; here the look-up always shows the first, and the call is not repeated',
  },
  {
    kind: 'VPC, InternetGateway',
    crash: 'the resource becomes visible only late in the window after a lost create call',
    reason: 'there is no eventual consistency: the first look-up shows it',
  },
  {
    kind: 'Subnet, SecurityGroup, SecurityGroupRule',
    crash: 'the repeated create call is refused as a conflict or duplicate, and what is in the way is ours but not shown yet',
    reason: 'there is no eventual consistency: it is found before the call is repeated',
  },
  {
    kind: 'RouteTableAssociation',
    crash: 'the repeated call meets the association that the lost one made',
    reason: 'associating twice is answered as a success and changes nothing, where AWS says Resource.AlreadyAssociated',
  },
  {
    kind: 'SubnetGroup',
    crash: 'the repeated call meets the group that the lost one made',
    reason: 'a second group of one name overwrites the first, where AWS says DBSubnetGroupAlreadyExists',
  },
  {
    kind: 'Instance',
    crash: 'in the states creating, modifying and deleting, and while the last snapshot is made',
    reason: 'a database is available at the first read and gone with the delete call; snapshots are there at once',
  },
  {
    kind: 'Instance',
    crash: 'the delete call is repeated after its last snapshot was made',
    reason: 'the instance is gone with its snapshot, so that the call is not repeated',
  },
  {
    kind: 'VPC, SecurityGroup',
    crash: 'the delete call is refused because something still depends on the resource, and the process is killed between tries',
    reason: 'both are deleted in spite of gateways, groups and interfaces that use them',
  },
  {
    kind: 'all',
    crash: 'the call is still under way in AWS when the process that follows looks',
    reason: 'a call has taken effect when it is answered, and answers come at once',
  },
];
