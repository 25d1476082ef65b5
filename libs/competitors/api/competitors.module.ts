import { Module } from '@nestjs/common';
import { CompetitorController } from './competitor.controller.ts';
import { CompetitorService } from './competitor.service.ts';

/** Competitors. */
@Module({ controllers: [CompetitorController], providers: [CompetitorService], exports: [CompetitorService] })
export class CompetitorsModule {}
