import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts/api';
import { MailModule } from '#mail/api';
import { Acts } from './acts.service.ts';
import { ApprovalController } from './approval.controller.ts';
import { Approvals } from './approvals.service.ts';
import { Approvers } from './approvers.service.ts';
import { Asking } from './asking.service.ts';
import { Batches } from './batches.service.ts';
import { Delegations } from './delegations.service.ts';
import { Differences } from './differences.service.ts';
import { Endings } from './endings.service.ts';
import { FlowController } from './flow.controller.ts';
import { Flows } from './flows.service.ts';
import { Inbox } from './inbox.queries.ts';
import { Letters } from './letters.service.ts';
import { Predictions } from './predictions.service.ts';
import { RunController } from './run.controller.ts';
import { Runs } from './runs.queries.ts';
import { Sights } from './sights.service.ts';
import { Subjects } from './subjects.service.ts';
import { TaskController } from './task.controller.ts';
import { Timeouts } from './timeouts.service.ts';
import { Views } from './views.service.ts';
import { Walk } from './walk.service.ts';

/** Approvals: flows, what is submitted to them, and who is asked. */
@Module({
  imports: [AccountsModule, MailModule],
  controllers: [ApprovalController, RunController, TaskController, FlowController],
  providers: [Acts, Approvals, Approvers, Asking, Batches, Delegations, Differences, Endings, Flows, Inbox, Letters, Predictions, Runs, Sights, Subjects, Timeouts, Views, Walk],
  exports: [Approvals, Flows],
})
export class ApprovalsModule {}
