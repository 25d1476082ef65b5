import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts/api';
import { OptionSets } from './option-sets.service.ts';
import { OptionSetController, WorkspaceController } from './settings.controller.ts';

/** What administrators decide for everybody. */
@Module({ imports: [AccountsModule], controllers: [WorkspaceController, OptionSetController], providers: [OptionSets] })
export class SettingsModule {}
