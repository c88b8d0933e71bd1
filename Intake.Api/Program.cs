using Intake.Api;

return await IntakeHost.RunAsync(args);
