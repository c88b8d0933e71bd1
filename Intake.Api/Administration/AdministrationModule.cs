using Intake.Api.Administration.Audit;
using Intake.Api.Administration.Keys;
using Intake.Api.Administration.Law;
using Intake.Api.Administration.People;
using Intake.Api.Administration.Running;
using Intake.Api.Administration.Verifying;
using Intake.Api.Administration.Windows;
using Intake.Api.Live;
using Intake.Api.Operations;

namespace Intake.Api.Administration;

/// <summary>What the administrators' pages are made of.</summary>
internal static class AdministrationModule
{
    public static IServiceCollection AddAdministration(this IServiceCollection services)
    {
        services.AddSingleton<ShownOnce>();
        services.AddSingleton<Accounts>();
        services.AddSingleton<PersonList>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<WindowBook>();
        services.AddSingleton<LawSeals>();
        services.AddSingleton<LawDesk>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<FailureDesk>();
        services.AddSingleton<VerificationDesk>();
        services.AddSingleton<LiveTopic, OperationsTopic>();
        services.AddSingleton<LiveTopic, VerificationTopic>();
        return services;
    }
}
