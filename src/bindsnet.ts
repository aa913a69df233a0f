/** What only BindsNET has, under its names or its meaning. Users import it as `spikefold/bindsnet`. */
export { fromBindsnet } from './io/from-bindsnet.js';
export { poissonApprox, poissonApproxFrom } from './models/encoders/poisson-approx.js';
export { networkMonitor, type NetworkMonitorOptions, type NetworkRecord } from './models/monitors/network-monitor.js';
