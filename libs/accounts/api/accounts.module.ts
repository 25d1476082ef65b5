import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { AccessGuard, Installation } from '#kernel/api';
import { AccessCheck } from './access-check.service.ts';
import { AccessController, ShareController } from './access.controller.ts';
import { MailModule } from '#mail/api';
import { AccessTokens } from './access-tokens.service.ts';
import { ApiKeyController } from './api-key.controller.ts';
import { ApiKeys } from './api-keys.service.ts';
import { AuthController } from './auth.controller.ts';
import { AuthCookies } from './auth-cookies.service.ts';
import { BearerStrategy } from './bearer.strategy.ts';
import { Credentials } from './credentials.service.ts';
import { Devices } from './devices.service.ts';
import { ErasedUsers } from './erased-users.service.ts';
import { Factors } from './factors.service.ts';
import { Housekeeping } from './housekeeping.service.ts';
import { Identities } from './identities.service.ts';
import { Invitations } from './invitations.service.ts';
import { Links } from './links.service.ts';
import { MeController } from './me.controller.ts';
import { Notices } from './notices.service.ts';
import { Passkeys } from './passkeys.service.ts';
import { PasswordRules } from './password-rules.service.ts';
import { Passwords } from './passwords.service.ts';
import { Principals } from './principals.service.ts';
import { ProviderController } from './provider.controller.ts';
import { ProviderSignIn } from './provider-sign-in.service.ts';
import { Provider } from './provider.service.ts';
import { ReachedBy } from './reached-by.service.ts';
import { ReadyRoles } from './ready-roles.service.ts';
import { RecoveryCodes } from './recovery-codes.service.ts';
import { RoleBook } from './role-book.service.ts';
import { RoleController } from './role.controller.ts';
import { RoleService } from './role.service.ts';
import { SecurityController } from './security.controller.ts';
import { Security } from './security.service.ts';
import { SessionController } from './session.controller.ts';
import { SessionList } from './session-list.service.ts';
import { Sessions } from './sessions.service.ts';
import { SetupController, WhileOpen } from './setup.controller.ts';
import { Setup } from './setup.service.ts';
import { SignInAnswers } from './sign-in-answers.service.ts';
import { Shares } from './shares.service.ts';
import { SignInGuard } from './sign-in.guard.ts';
import { SignInService } from './sign-in.service.ts';
import { PUBLIC_KEY, signingKey } from './signing-key.ts';
import { TeamController } from './team.controller.ts';
import { TeamService } from './team.service.ts';
import { Throttle } from './throttle.service.ts';
import { Totp } from './totp.service.ts';
import { UserController } from './user.controller.ts';
import { UserService } from './user.service.ts';
import { WaitingRoom } from './waiting.service.ts';

/** People, teams, roles, and signing in. */
@Module({
  imports: [
    MailModule,
    JwtModule.registerAsync({
      inject: [Installation],
      useFactory: (installation: Installation) => ({ privateKey: signingKey(installation).privateKey }),
    }),
  ],
  controllers: [
    SetupController, AuthController, ProviderController, SecurityController, SessionController, ApiKeyController, MeController, UserController, RoleController, AccessController, ShareController, TeamController,
  ],
  providers: [
    { provide: PUBLIC_KEY, inject: [Installation], useFactory: (installation: Installation) => signingKey(installation).publicKey },
    { provide: APP_GUARD, useClass: SignInGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
    AccessTokens, ApiKeys, AuthCookies, BearerStrategy, Credentials, Devices, ErasedUsers, Factors, Housekeeping, Identities, Invitations, Links, Notices, Passkeys, PasswordRules, Passwords, Principals, Provider,
    ProviderSignIn, RecoveryCodes, Security, SessionList, Sessions, Setup, SignInAnswers, SignInService, TeamService, Throttle, Totp, UserService, WaitingRoom, WhileOpen,
    AccessCheck, ReachedBy, ReadyRoles, RoleBook, RoleService, Shares,
  ],
  exports: [Principals, RoleBook, RoleService, Setup, TeamService, Throttle, UserService, Passwords],
}) // prettier-ignore
export class AccountsModule {}
