import type { Fields } from '../../../engine/schema/kind-schema.ts';

/** Disks. */
export const storageFields = {
  allocatedStorage: {
    type: 'integer',
    description: 'Storage in GiB; AWS can make it larger, not smaller. With maxAllocatedStorage, growth that AWS decided on is no drift.',
    aws: 'CreateDBInstance.AllocatedStorage, ModifyDBInstance.AllocatedStorage',
    minimum: 5,
    maximum: 262144,
    required: true,
  },
  dedicatedLogVolume: {
    type: 'boolean',
    description: 'Whether transaction logs lie on a volume of their own; io1 and io2 only. Default: false.',
    aws: 'CreateDBInstance.DedicatedLogVolume, ModifyDBInstance.DedicatedLogVolume',
    whenRemoved: false,
  },
  iops: {
    type: 'integer',
    description: 'Provisioned I/O operations per second, for io1, io2 and large gp3 storage. Default: what the storage type brings.',
    aws: 'CreateDBInstance.Iops, ModifyDBInstance.Iops',
    minimum: 1000,
    maximum: 256000,
  },
  kmsKeyId: {
    type: 'string',
    description: 'KMS key that encrypts the storage, as ARN, id or alias; needs storageEncrypted. Default: the key aws/rds.',
    aws: 'CreateDBInstance.KmsKeyId',
    maxLength: 2048,
    createOnly: true,
    reference: { group: 'kms.aws.evenkeel.dev', kind: 'Key', take: 'arn', unsupported: true },
  },
  maxAllocatedStorage: {
    type: 'integer',
    description: 'Size in GiB up to which AWS may enlarge the storage by itself; 0 switches that off. Default: no enlarging.',
    aws: 'CreateDBInstance.MaxAllocatedStorage, ModifyDBInstance.MaxAllocatedStorage',
    minimum: 0,
    maximum: 262144,
  },
  storageEncrypted: {
    type: 'boolean',
    description: 'Whether the storage is encrypted. Default: false.',
    aws: 'CreateDBInstance.StorageEncrypted',
    createOnly: true,
  },
  storageThroughput: {
    type: 'integer',
    description: 'Throughput of gp3 storage in MiB/s. Default: what the size brings.',
    aws: 'CreateDBInstance.StorageThroughput, ModifyDBInstance.StorageThroughput',
    minimum: 125,
    maximum: 16000,
  },
  storageType: {
    type: 'string',
    description: 'Kind of volume. Default: io1 where iops is given, else gp2 or gp3, as AWS decides.',
    aws: 'CreateDBInstance.StorageType, ModifyDBInstance.StorageType',
    enum: ['gp2', 'gp3', 'io1', 'io2', 'standard'],
  },
} as const satisfies Fields;
