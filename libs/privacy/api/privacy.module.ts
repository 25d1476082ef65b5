import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts/api';
import { ImportsModule } from '#imports/api';
import { Echoes } from './echoes.service.ts';
import { Erasure } from './erasure.service.ts';
import { Finder } from './finder.service.ts';
import { Holds } from './holds.service.ts';
import { PrivacyController } from './privacy.controller.ts';
import { RequestQueries } from './request.queries.ts';
import { PrivacyRequests } from './requests.service.ts';
import { RetentionOverview } from './retention.service.ts';
import { TraceFiles } from './trace-files.ts';
import { Traces } from './traces.service.ts';

/** The rights of persons: to know what is held of them, to have it put right, and to be erased. */
@Module({
  imports: [AccountsModule, ImportsModule],
  controllers: [PrivacyController],
  providers: [Echoes, Erasure, Finder, Holds, PrivacyRequests, RequestQueries, RetentionOverview, TraceFiles, Traces],
})
export class PrivacyModule {}
