import type { Fields } from '../../../engine/schema/kind-schema.ts';

/** Logs, metrics and insights. */
export const monitoringFields = {
  databaseInsightsMode: {
    type: 'string',
    description: 'Mode of Database Insights; advanced needs performanceInsightsEnabled and a retention of 465 days. Default: standard.',
    aws: 'CreateDBInstance.DatabaseInsightsMode, ModifyDBInstance.DatabaseInsightsMode',
    enum: ['standard', 'advanced'],
    whenRemoved: 'standard',
  },
  enabledCloudwatchLogsExports: {
    type: 'strings',
    description:
      'Logs that are sent to CloudWatch Logs, such as postgresql and upgrade; which there are depends on the engine. Default: none.',
    aws: 'CreateDBInstance.EnableCloudwatchLogsExports, ModifyDBInstance.CloudwatchLogsExportConfiguration',
    pattern: '^[a-z0-9.-]+$',
    maxItems: 20,
    whenRemoved: [],
  },
  monitoringInterval: {
    type: 'integer',
    description:
      'Seconds between points of enhanced monitoring: 1, 5, 10, 15, 30 or 60; 0 switches it off. Others than 0 need monitoringRoleArn. Default: 0.',
    aws: 'CreateDBInstance.MonitoringInterval, ModifyDBInstance.MonitoringInterval',
    minimum: 0,
    maximum: 60,
    whenRemoved: 0,
  },
  monitoringRoleArn: {
    type: 'string',
    description: 'ARN of the IAM role with which RDS sends enhanced monitoring to CloudWatch Logs.',
    aws: 'CreateDBInstance.MonitoringRoleArn, ModifyDBInstance.MonitoringRoleArn',
    pattern: '^arn:',
    maxLength: 2048,
    reference: { group: 'iam.aws.evenkeel.dev', kind: 'Role', take: 'arn', unsupported: true },
  },
  performanceInsightsEnabled: {
    type: 'boolean',
    description: 'Whether Performance Insights collects data. Default: false.',
    aws: 'CreateDBInstance.EnablePerformanceInsights, ModifyDBInstance.EnablePerformanceInsights',
    whenRemoved: false,
  },
  performanceInsightsKmsKeyId: {
    type: 'string',
    description:
      'KMS key that encrypts what Performance Insights collects, as ARN, id or alias; AWS does not change it once set. Default: the key aws/rds.',
    aws: 'CreateDBInstance.PerformanceInsightsKMSKeyId, ModifyDBInstance.PerformanceInsightsKMSKeyId',
    maxLength: 2048,
    reference: { group: 'kms.aws.evenkeel.dev', kind: 'Key', take: 'arn', unsupported: true },
  },
  performanceInsightsRetentionPeriod: {
    type: 'integer',
    description: 'Days for which Performance Insights keeps data: 7, 731, or months as a multiple of 31. Default: 7.',
    aws: 'CreateDBInstance.PerformanceInsightsRetentionPeriod, ModifyDBInstance.PerformanceInsightsRetentionPeriod',
    minimum: 7,
    maximum: 731,
  },
} as const satisfies Fields;
