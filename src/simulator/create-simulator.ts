import type { Simulator, SimulatorDeps } from './core/simulator.ts';
import { simulatorOf } from './core/simulator.ts';
import { ec2Service } from './ec2/ec2-service.ts';
import { rdsService } from './rds/rds-service.ts';
import { stsService } from './sts/sts-service.ts';

/** A simulator of all services that the controller calls: EC2's networks, RDS and STS. */
export function createSimulator(deps: Omit<SimulatorDeps, 'services'>): Simulator {
  return simulatorOf({ ...deps, services: [ec2Service, rdsService, stsService] });
}
