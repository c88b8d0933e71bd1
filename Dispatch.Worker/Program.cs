using Dispatch.Worker;

return await DispatchHost.RunAsync(args);
