import { Injectable } from '@nestjs/common';
import { WorkspaceSetUp } from '#accounts/model';
import { Flows } from '#approvals/api';
import { Events } from '#kernel/api';
import { FLOW_ID } from './migrations/20261125-quote-flow.ts';

const NAMES = { 'zh-CN': { flow: '报价审批', head: '部门负责人' }, en: { flow: 'Approval of quotes', head: 'Head of team' } };

/** Calls the flow that quotes start with what it is called in the language of whoever sets the house up. */
@Injectable()
export class FirstFlow {
  constructor(events: Events, flows: Flows) {
    events.within(WorkspaceSetUp, async ({ language }) => flows.entitle(FLOW_ID, NAMES[language].flow, { head: NAMES[language].head }));
  }
}
