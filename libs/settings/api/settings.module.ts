import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts/api';
import { Company } from './company.service.ts';
import { NumberRulesController } from './number-rules.controller.ts';
import { OptionSets } from './option-sets.service.ts';
import { OptionUsesQueries } from './option-uses.queries.ts';
import { OptionSetController, WorkspaceController } from './settings.controller.ts';

/** What administrators decide for everybody. */
@Module({ imports: [AccountsModule], controllers: [NumberRulesController, WorkspaceController, OptionSetController], providers: [Company, OptionSets, OptionUsesQueries] })
export class SettingsModule {}
