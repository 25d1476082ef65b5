import { Module } from '@nestjs/common';
import { CurrenciesModule } from '#currencies/api';
import { ProductsModule } from '#products/api';
import { Board } from './board.queries.ts';
import { DealSums } from './deal-sums.ts';
import { OpportunityController } from './opportunity.controller.ts';
import { OpportunityService } from './opportunity.service.ts';
import { PipelineController } from './pipeline.controller.ts';
import { PipelineService, StageService } from './pipeline.service.ts';
import { StageController } from './stage.controller.ts';
import { StageHistory } from './stage-history.ts';

/** Pipelines, their stages, and the deals that pass them. */
@Module({
  imports: [CurrenciesModule, ProductsModule],
  controllers: [OpportunityController, PipelineController, StageController],
  providers: [OpportunityService, PipelineService, StageService, StageHistory, Board, DealSums],
  exports: [DealSums, OpportunityService, PipelineService, StageService],
})
export class OpportunitiesModule {}
