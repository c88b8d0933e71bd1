namespace Intake.Api.Http;

/// <summary>Tells the API description which JSON body a call takes; the body itself is read by hand.</summary>
public sealed record BodyMetadata(Type Body);

/// <summary>Tells the API description which query parameters a call takes; they are read by hand.</summary>
public sealed record QueryMetadata(params string[] Names);
