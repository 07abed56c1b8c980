import type { Fields } from '../../../engine/schema/kind-schema.ts';

/** Backups, and what is left when the instance goes. */
export const backupFields = {
  backupRetentionPeriod: {
    type: 'integer',
    description: 'Days for which automated backups are kept; 0 switches them off. Default: 1.',
    aws: 'CreateDBInstance.BackupRetentionPeriod, ModifyDBInstance.BackupRetentionPeriod',
    minimum: 0,
    maximum: 35,
  },
  backupWindow: {
    type: 'string',
    description: 'Daily window for automated backups in UTC, hh:mm-hh:mm, at least 30 minutes. Default: AWS picks one.',
    aws: 'CreateDBInstance.PreferredBackupWindow, ModifyDBInstance.PreferredBackupWindow',
    pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$',
    maxLength: 11,
  },
  copyTagsToSnapshot: {
    type: 'boolean',
    description: "Whether snapshots get the instance's tags. Default: false.",
    aws: 'CreateDBInstance.CopyTagsToSnapshot, ModifyDBInstance.CopyTagsToSnapshot',
    whenRemoved: false,
  },
  deleteAutomatedBackups: {
    type: 'boolean',
    description: 'Whether automated backups go with the instance when it is deleted. Default: true.',
    aws: 'DeleteDBInstance.DeleteAutomatedBackups',
    directive: true,
  },
  deletionProtection: {
    type: 'boolean',
    description: 'Whether AWS refuses to delete the instance. Default: false.',
    aws: 'CreateDBInstance.DeletionProtection, ModifyDBInstance.DeletionProtection',
    whenRemoved: false,
  },
  finalSnapshotIdentifier: {
    type: 'string',
    description:
      'Name of the snapshot that is taken before the instance is deleted. Default: <identifier>-final-<first 8 characters of the uid>.',
    aws: 'DeleteDBInstance.FinalDBSnapshotIdentifier',
    pattern: '^[a-zA-Z](-?[a-zA-Z0-9])*$',
    maxLength: 255,
    directive: true,
  },
  skipFinalSnapshot: {
    type: 'boolean',
    description: 'Whether the instance is deleted without a last snapshot: its data is then gone for good. Default: false.',
    aws: 'DeleteDBInstance.SkipFinalSnapshot',
    directive: true,
  },
} as const satisfies Fields;
