import { v7 as uuidv7 } from 'uuid';
import { rmSync, readdirSync, readFileSync } from 'node:fs';
import { sequenceRecords } from '../src/actions/sequence-records.ts';
import { sealActs } from '../src/actions/record-acts.ts';
import { instantFromMs } from '../src/domain/instant.ts';
import { insertRecords } from '../src/storage/records.ts';
import { openSqlite } from '../src/storage/sqlite.ts';
import { migrate } from '../src/storage/migrate.ts';
import { ALWAYS } from '../src/storage/sql.ts';
const path='/tmp/zz.sqlite';
for (const e of ['','-wal','-shm']) rmSync(path+e,{force:true});
const store = openSqlite(path,{checkpointsApart:true});
await migrate(store, readdirSync('migrations').filter(n=>n.endsWith('.sql')).sort().map(name=>({name,script:readFileSync('migrations/'+name,'utf8')})));
const at=instantFromMs(Date.now());
const make=()=>{const id=uuidv7();return {kind:'accepted',about:id,at,recordedAt:at,actor:'bench',ref:uuidv7(),policy:'privacy',version:1,facts:{acceptance:id,basis:'explicit',contentHash:'sha256:'+'0'.repeat(64),locale:'en',method:null,source:null,page:null,use:null}} as const};
let t=performance.now();
for(let i=0;i<60;i++) await store.atomic(insertRecords(store.db, sealActs(Array.from({length:1000},make)), ALWAYS));
console.log('insert', ((performance.now()-t)/60).toFixed(1),'ms per 1000');
const ctx={store,now:()=>instantFromMs(Date.now()),newId:uuidv7};
for (const b of [256,128,64,32]) {
  const times:number[]=[]; let n=0; const s=performance.now(); const c0=process.cpuUsage();
  while(n<14000){const q=performance.now(); await sequenceRecords(ctx,'x',b); times.push(performance.now()-q); n+=b; await new Promise(r=>setImmediate(r));}
  times.sort((a,b)=>a-b); const c=process.cpuUsage(c0);
  console.log(b,'us/record wall',((performance.now()-s)/n*1000).toFixed(1),'cpu',((c.user+c.system)/n).toFixed(1),'median',times[times.length>>1]!.toFixed(2),'p99',times[Math.floor(times.length*.99)]!.toFixed(2));
}
await store.close();
